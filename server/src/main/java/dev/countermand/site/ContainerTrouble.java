package dev.countermand.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What Tomcat refuses before any code of ours sees it, an unreadable request line for instance, is a
/// problem document too: whoever sends such things is a program.
final class ContainerTrouble extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(ProblemHandler.MEDIA_TYPE);
            response.setHeader("X-Content-Type-Options", "nosniff");
            var document = SpringTrouble.of(response.getStatus()).document();
            response.getOutputStream().write(Json.write(document).getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            // Nobody is left to be told.
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Setup {

        @Bean
        static WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerTrouble() {
            TomcatContextCustomizer inHost = context -> {
                var host = (org.apache.catalina.core.StandardHost) context.getParent();
                // Tomcat adds a valve of its own unless one of the named class is there.
                host.setErrorReportValveClass(ContainerTrouble.class.getName());
                host.getPipeline().addValve(new ContainerTrouble());
            };
            return tomcat -> tomcat.addContextCustomizers(inHost);
        }
    }
}
