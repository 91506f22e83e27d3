/** The commands of the command line. */
package radio.nightshift.commands;
