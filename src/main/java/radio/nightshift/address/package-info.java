/** The room of the station's address: one record in the DNS. */
package radio.nightshift.address;
