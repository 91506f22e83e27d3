/** Route files: the user's, and the distribution's where the user has none. */
package radio.nightshift.routing;
