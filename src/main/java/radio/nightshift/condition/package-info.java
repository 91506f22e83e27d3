/** Conditions: what a person must know about the station, said once and cleared once. */
package radio.nightshift.condition;
