/** Clients of AWS, and its failures in words. */
package radio.nightshift.aws;
