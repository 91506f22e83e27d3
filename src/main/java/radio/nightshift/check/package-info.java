/** Probes of the outside world, and how they are run and reported. */
package radio.nightshift.check;
