/** What is to be on the air when, and what was: the words that all rooms share. */
package radio.nightshift.schedule;
