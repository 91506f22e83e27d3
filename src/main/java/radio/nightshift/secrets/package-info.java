/** Secrets from AWS's Parameter Store, and those of the last start. */
package radio.nightshift.secrets;
