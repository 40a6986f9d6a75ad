package dev.countermand.feeds.web;

import dev.countermand.feeds.Imports;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Opens the door for files beside the dispatcher's.
@Configuration(proxyBeanMethods = false)
class ImportDoors {

    @Bean
    ServletRegistrationBean<ImportUpload> importUpload(Imports imports) {
        return new ServletRegistrationBean<>(new ImportUpload(imports), "/desk/imports/upload");
    }
}
