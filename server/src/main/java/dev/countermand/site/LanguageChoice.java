package dev.countermand.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Keeps the language that somebody chose by the menu (`?lang=de`) in a cookie of his browser.
@Configuration(proxyBeanMethods = false)
class LanguageChoice implements HandlerInterceptor, WebMvcConfigurer {

    private static final Duration KEPT = Duration.ofDays(365);

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).excludePathPatterns("/v1/**", "/actuator/**", "/assets/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var asked = request.getMethod().equals("GET") ? request.getParameter(Languages.CHOICE) : null;
        if (asked != null) {
            Languages.offered(asked).ifPresent(locale -> keep(locale.toLanguageTag(), response));
        }
        return true;
    }

    static void keep(String tag, HttpServletResponse response) {
        var cookie = ResponseCookie.from(Languages.CHOICE, tag)
                .path("/")
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(KEPT)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
