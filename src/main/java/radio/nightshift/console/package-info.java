/**
 * What the command line shows to people: of the outside parts, whether each does what it should.
 */
package radio.nightshift.console;
