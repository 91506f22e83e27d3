/** What every room does on disk in the same way. */
package radio.nightshift.disk;
