package dev.countermand.site;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;

/// Lets `@RequestBody` read exactly as [Json#read] does.
class StrictJsonConverter extends JacksonJsonHttpMessageConverter {

    StrictJsonConverter() {
        super(Json.mapper());
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        return Json.read(message.getBody().readAllBytes(), Json.mapper().constructType(type.getType()));
    }
}
