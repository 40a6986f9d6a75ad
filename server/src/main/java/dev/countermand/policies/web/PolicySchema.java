package dev.countermand.policies.web;

import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.site.Json;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The JSON Schema of the policy document, for editors. Anybody may read it: it says nothing about anybody.
@RestController
class PolicySchema {

    private static final MediaType SCHEMA_JSON = MediaType.parseMediaType("application/schema+json");
    private static final Duration KEPT = Duration.ofHours(1);

    private final String schema = Json.write(PolicyDocument.schema());

    @GetMapping("/policy.schema.json")
    ResponseEntity<String> schema() {
        return ResponseEntity.ok()
                .contentType(SCHEMA_JSON)
                .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
                // Editors in a browser may read it from anywhere.
                .header("Access-Control-Allow-Origin", "*")
                .body(schema);
    }
}
