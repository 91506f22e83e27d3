/** The station's place in the world: the AWS services around it, and its own name in the DNS. */
package radio.nightshift.station;
