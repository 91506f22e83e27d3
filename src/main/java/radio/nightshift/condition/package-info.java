/** Conditions: what a person must know about the station, raised once and cleared once. */
package radio.nightshift.condition;
