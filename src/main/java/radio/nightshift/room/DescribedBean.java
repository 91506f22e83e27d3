package radio.nightshift.room;

import java.lang.reflect.Method;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotCompliantMBeanException;
import javax.management.StandardMBean;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/**
 * An MBean as an interface defines it, described by Camel's annotations on it. Of the object's
 * class alone Camel would make one whose getters are operations, too.
 */
final class DescribedBean extends StandardMBean {
  <T> DescribedBean(T object, Class<T> view) throws NotCompliantMBeanException {
    super(object, view);
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return getMBeanInterface().getAnnotation(ManagedResource.class).description();
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    return description(
        info.isIs() ? "is" + info.getName() : "get" + info.getName(),
        method -> method.getAnnotation(ManagedAttribute.class).description());
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    return description(
        info.getName(), method -> method.getAnnotation(ManagedOperation.class).description());
  }

  @Override
  protected String getParameterName(MBeanOperationInfo info, MBeanParameterInfo one, int place) {
    return description(info.getName(), method -> method.getParameters()[place].getName());
  }

  @Override
  protected int getImpact(MBeanOperationInfo info) {
    return MBeanOperationInfo.ACTION;
  }

  private String description(String method, Function<Method, String> text) {
    return Stream.of(getMBeanInterface().getMethods())
        .filter(one -> one.getName().equals(method))
        .map(text)
        .findFirst()
        .orElseThrow();
  }
}
