/** Settings and where they come from: defaults, files, the environment. */
package radio.nightshift.settings;
