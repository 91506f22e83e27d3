/** Live channels: a file played for ever. */
package radio.nightshift.loop;
