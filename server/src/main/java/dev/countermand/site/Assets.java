package dev.countermand.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Addresses of style sheets, scripts and pictures. The address carries a hash of the content, so
/// browsers may keep it for a year and still see a change at once.
@Configuration(proxyBeanMethods = false)
public class Assets implements WebMvcConfigurer {

    /// Must be the version that the build resolves; a wrong one fails the first page.
    private static final String HTMX = "META-INF/resources/webjars/htmx.org/2.0.10/dist/";

    private static final Map<String, String> ADDRESSES = new ConcurrentHashMap<>();

    /// The address of a file under `static/assets`, or of `htmx.min.js`.
    public static String address(String name) {
        return ADDRESSES.computeIfAbsent(name, n -> "/assets/" + n + "?v=" + hash(folder(n) + n));
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/assets/", "classpath:/" + HTMX)
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic());
    }

    private static String folder(String name) {
        return name.startsWith("htmx") ? HTMX : "static/assets/";
    }

    private static String hash(String resource) {
        try (var in = Assets.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no asset " + resource);
            }
            var digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
