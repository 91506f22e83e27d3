package radio.nightshift.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test that starts a station, a server or a program such as ffmpeg. {@code ./mvnw verify} runs
 * it; {@code ./mvnw test} does not, unless it is asked for by name.
 */
@Tag("integration")
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Integration {}
