package dev.countermand.site;

import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class SiteSetup {

    @Bean
    JsonMapper jsonMapper() {
        return Json.mapper();
    }

    /// In the place of the usual JSON converter, behind those for text and bytes; as a bean it would
    /// come before them.
    @Bean
    ServerHttpMessageConvertersCustomizer strictJson() {
        return converters -> converters.withJsonConverter(new StrictJsonConverter());
    }
}
