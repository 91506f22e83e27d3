/** The cues that are due on the mounts, what is on the air, and the log of what was. */
package radio.nightshift.playout;
