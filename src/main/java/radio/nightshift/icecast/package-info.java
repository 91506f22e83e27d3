/**
 * The {@code icecast:} component: sends a cue's frames to an Icecast mount, each at its time.
 *
 * <p>Pacing is all ours: Icecast takes any amount at once and neither paces nor pushes back.
 */
package radio.nightshift.icecast;
