package radio.nightshift.ingest;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/** How programme files come in, in JMX. */
@ManagedResource(description = "How programme files come in")
public interface IngestMBean {
  @ManagedAttribute(description = "The folder in which files are put")
  String getFolder();

  @ManagedAttribute(
      description = "Seconds since it was last inspected; -1 if it was not since the start")
  long getFolderAgeSeconds();

  @ManagedAttribute(description = "The bucket from which files are fetched; empty if there is none")
  String getBucket();

  @ManagedAttribute(
      description = "Seconds since it was last listed; -1 if it was not since the start")
  long getListingAgeSeconds();

  @ManagedAttribute(description = "How many files are being fetched from it")
  int getDownloads();

  @ManagedAttribute(description = "How many files wait to be fetched from it")
  int getWaitingDownloads();

  @ManagedAttribute(
      description = "The file that was taken in last since the start; empty if none was")
  String getLastFile();

  @ManagedAttribute(description = "Seconds since then; -1 if none was")
  long getLastFileAgeSeconds();

  /** Lists the bucket. */
  @ManagedOperation(
      description = "Lists the bucket now; the folder is inspected every few seconds by itself.")
  String lookForFiles();

  /** Fetches a key once more. */
  @ManagedOperation(
      description =
          "Fetches a file of the bucket again, by its whole key, if the coming hours need it. The copy that is here is kept in replaced/.")
  String fetchAgain(String key);
}
