package dev.countermand.site;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class SiteSetup {

    @Bean
    JsonMapper jsonMapper() {
        return Json.mapper();
    }
}
