/** Running programs, above all ffmpeg and ffprobe, within limits of time and memory. */
package radio.nightshift.ffmpeg;
