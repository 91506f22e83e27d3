/** Programs that the station runs: ffmpeg and ffprobe, within limits of time and memory. */
package radio.nightshift.ffmpeg;
