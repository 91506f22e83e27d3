/** Questions to another process on this machine, by a Unix socket. */
package radio.nightshift.local;
