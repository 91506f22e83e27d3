/**
 * The room alerts: tells people of the station's conditions, by the receivers that they have set.
 */
package radio.nightshift.alerts;
