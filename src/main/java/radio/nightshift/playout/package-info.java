/** What is due on the mounts, what is on the air, and what was. */
package radio.nightshift.playout;
