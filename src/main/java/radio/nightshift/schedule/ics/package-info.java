/** iCalendar files, from disk or from the web (RFC 5545). */
package radio.nightshift.schedule.ics;
