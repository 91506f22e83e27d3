/** What a room of the station is, and what the station gives each of them. */
package radio.nightshift.room;
