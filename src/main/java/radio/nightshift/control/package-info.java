/** How a running station is asked how it is, told to end, and watched by its service manager. */
package radio.nightshift.control;
