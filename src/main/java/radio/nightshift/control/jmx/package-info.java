/** JMX for other machines: by RMI and by Jolokia, for those who log in, as their role allows. */
package radio.nightshift.control.jmx;
