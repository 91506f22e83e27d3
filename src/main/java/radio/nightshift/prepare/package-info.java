/** From {@code inbox/} to {@code ready/}: checked, and made into what the mounts carry. */
package radio.nightshift.prepare;
