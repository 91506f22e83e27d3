/**
 * The room watchdog: watches an encoder by several checks, brings up a backup when enough of them
 * fail, and takes it down again.
 */
package radio.nightshift.watchdog;
