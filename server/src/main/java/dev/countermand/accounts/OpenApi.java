package dev.countermand.accounts;

import dev.countermand.kernel.Actor;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The description of the API that is generated from the controllers and served at `/v1/openapi.json`.
@Configuration(proxyBeanMethods = false)
class OpenApi {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class, Visitor.class);
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Countermand")
                        .version("1")
                        .description(
                                "Takes orders back at any stage, exactly once, with proof. Amounts are whole numbers of"
                                        + " the currency's minor unit; times are RFC 3339; problems are RFC 9457 documents with"
                                        + " a stable code. In an order number in a path, percent-encode what is not a letter or"
                                        + " digit."))
                .components(new Components()
                        .addSecuritySchemes(
                                "key",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An API key of the operator, a seller or his warehouse.")))
                .addSecurityItem(new SecurityRequirement().addList("key"));
    }
}
