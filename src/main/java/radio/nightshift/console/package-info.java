/** What the command line and, later, the page show: what is to come, and how the station stands. */
package radio.nightshift.console;
