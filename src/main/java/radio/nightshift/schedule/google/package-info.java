/** Google Calendar: the login, and the requests that read its events. */
package radio.nightshift.schedule.google;
