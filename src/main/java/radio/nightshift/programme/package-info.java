/**
 * Programmes: their files, their slots in the schedule, their cues, and the record of their
 * airings.
 */
package radio.nightshift.programme;
