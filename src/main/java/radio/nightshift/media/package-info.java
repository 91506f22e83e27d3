/** What audio is: codecs, frames, what a file holds, and what a mount's files must be. */
package radio.nightshift.media;
