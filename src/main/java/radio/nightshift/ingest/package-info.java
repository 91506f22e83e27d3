/** Programme files on their way in: from where their senders leave them to {@code inbox/}. */
package radio.nightshift.ingest;
