/** A rehearsal: what would be played, without playing it. */
package radio.nightshift.rehearse;
