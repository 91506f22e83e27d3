package radio.nightshift.loop;

/**
 * How far an HLS folder is written. Times of files are in milliseconds; they are only compared with
 * one another, since the clock may be stepped.
 *
 * @param listBytes size of the playlist, -1 if there is none
 * @param listTime when that was written
 * @param newest when the latest file that is not empty was written
 * @param target as many seconds as a segment takes at most, by the playlist
 */
record HlsState(long listBytes, long listTime, long newest, int target) {}
