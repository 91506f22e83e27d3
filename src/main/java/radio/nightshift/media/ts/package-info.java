/** MPEG transport streams: packets, their time stamps, and files of them. */
package radio.nightshift.media.ts;
