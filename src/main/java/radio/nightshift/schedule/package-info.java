/** The room of the schedule: reads a calendar and keeps the last good one. */
package radio.nightshift.schedule;
