/** What a programme is: its files, its slot in the schedule, its cue, and what went out of it. */
package radio.nightshift.programme;
