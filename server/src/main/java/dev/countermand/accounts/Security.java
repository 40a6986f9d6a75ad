package dev.countermand.accounts;

import dev.countermand.accounts.people.Sessions;
import dev.countermand.kernel.Right;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// Three doors: programs below `/v1` and the operator's figures below `/actuator` by API key and
/// nothing else, people everywhere else by cookies.
@Configuration(proxyBeanMethods = false)
class Security {

    private static final String CSP_OF_PROGRAMS = "default-src 'none'; frame-ancestors 'none'";
    private static final String CSP_OF_PAGES = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    private final KeyRing ring;
    private final Throttle throttle;
    private final Refusals refusals;

    Security(KeyRing ring, Throttle throttle, Refusals refusals) {
        this.ring = ring;
        this.throttle = throttle;
        this.refusals = refusals;
    }

    @Bean
    @Order(1)
    SecurityFilterChain doorForPrograms(HttpSecurity http) throws Exception {
        http.securityMatcher("/v1", "/v1/**", "/actuator", "/actuator/**")
                .csrf(AbstractHttpConfigurer::disable)
                .addFilterBefore(new BearerFilter(ring, throttle, refusals), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(rules -> rules.requestMatchers(HttpMethod.GET, "/v1/openapi.json")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**")
                        .permitAll()
                        // Partners' callbacks carry a signature over their body instead of a key.
                        .requestMatchers(HttpMethod.POST, "/v1/fulfilment/callbacks/*", "/v1/gateways/*/notices/**")
                        .permitAll()
                        .requestMatchers("/actuator", "/actuator/**")
                        .hasAuthority(Right.OPERATE.name())
                        .anyRequest()
                        .authenticated())
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CSP_OF_PROGRAMS)));
        return stateless(http);
    }

    @Bean
    @Order(2)
    SecurityFilterChain doorForPeople(
            HttpSecurity http, PageCookies cookies, Sessions sessions, OrderLinks links, Visits visits, BaseUrl baseUrl)
            throws Exception {
        var pages = new PageFilter(cookies, sessions, links, visits, refusals);
        http.csrf(csrf -> csrf.csrfTokenRepository(formTokens(cookies, baseUrl))
                        // The check of a receipt changes nothing, and anybody may ask for it from anywhere.
                        .ignoringRequestMatchers("/verify"))
                .addFilterBefore(pages, AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(rules -> rules.requestMatchers(
                                "/desk/sign-in", "/desk/welcome", "/desk/forgotten", "/desk/passkey/**")
                        .permitAll()
                        .requestMatchers("/desk", "/desk/**")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CSP_OF_PAGES))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()"))
                        .crossOriginOpenerPolicy(policy -> policy.policy(
                                org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter
                                        .CrossOriginOpenerPolicy.SAME_ORIGIN)));
        return stateless(http);
    }

    private SecurityFilterChain stateless(HttpSecurity http) throws Exception {
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // The policies above say who may frame what; a page may have a policy of its own.
                .headers(headers -> headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::disable))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /// The token stands in the form and in a cookie that scripts cannot read; no process has to
    /// remember it.
    private static CookieCsrfTokenRepository formTokens(PageCookies cookies, BaseUrl baseUrl) {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(cookies.name("cm_form"));
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(
                cookie -> cookie.httpOnly(true).sameSite("Lax").secure(baseUrl.isSecure()));
        return tokens;
    }

    /// A timer around each single filter says nothing that the timer around the request does not, and costs
    /// more than the filters.
    @Bean
    SecurityObservationSettings noTimerPerFilter() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    HttpFirewall orderNumberFirewall() {
        return new OrderNumberFirewall();
    }

    /// Passwords are looked at by our own door; without this bean Spring Boot would invent a user and
    /// print his password.
    @Bean
    AuthenticationManager nobodyByPassword() {
        return attempt -> {
            throw new BadCredentialsException("passwords are given at /desk/sign-in");
        };
    }

    // Static, as it is made long before what the other beans need.
    /// Encoded slashes and backslashes reach us as they were sent.
    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
        return tomcat -> tomcat.addConnectorCustomizers(connector -> {
            connector.setEncodedSolidusHandling("passthrough");
            connector.setEncodedReverseSolidusHandling("passthrough");
        });
    }
}
