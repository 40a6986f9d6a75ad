package dev.countermand.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A real browser, what it shows and whether everybody can use it.
final class Eyes implements AutoCloseable {

    private static final List<Path> BROWSERS = List.of(
            Path.of("/usr/bin/chromium"),
            Path.of("/usr/bin/chromium-browser"),
            Path.of("/usr/bin/google-chrome"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));

    private final Playwright playwright;
    private final Browser browser;
    private final Path pictures = Path.of(System.getProperty("countermand.pictures", "target/pictures"));

    private Eyes(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// Fails where no browser is installed: a journey that nobody made must not look like one that
    /// succeeded.
    static Eyes open() {
        var named = System.getenv("COUNTERMAND_CHROMIUM");
        var program = Stream.concat(Stream.ofNullable(named).map(Path::of), BROWSERS.stream())
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("No Chromium found: install one (Debian: apt-get install chromium)"));
        var playwright = Playwright.create();
        var browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setChromiumSandbox(false)
                        .setArgs(List.of(
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        return new Eyes(playwright, browser);
    }

    /// Somebody with a browser of his own.
    BrowserContext person(boolean javaScript) {
        return person(javaScript, "en-US");
    }

    /// Somebody who reads another language.
    BrowserContext person(boolean javaScript, String locale) {
        return browser.newContext(new Browser.NewContextOptions()
                .setJavaScriptEnabled(javaScript)
                .setLocale(locale)
                .setTimezoneId("Europe/Berlin")
                .setViewportSize(1280, 900));
    }

    /// Looks at the page on a phone and on a desk, light and dark, and lets axe look for barriers (WCAG
    /// 2.2 AA).
    void look(Page page, String name) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            var found = new AxeBuilder(page)
                    .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                    .analyze();
            assertThat(found.getViolations())
                    .as("barriers on %s (%s)", name, scheme)
                    .isEmpty();
            picture(page, name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT), 1280);
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        picture(page, name + "-phone", 390);
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("%s fits a phone", name)
                .isTrue();
        page.setViewportSize(1280, 900);
    }

    /// A page in passing: barriers in dark colors, where most of them are, and whether it fits a phone.
    void glance(Page page, String name) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        var found = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .analyze();
        assertThat(found.getViolations()).as("barriers on %s", name).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(375, 900);
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("%s fits a phone", name)
                .isTrue();
        page.setViewportSize(1280, 900);
    }

    /// Nothing is cut off at twice and at four times the size (WCAG 2.2, 1.4.4 and 1.4.10).
    void enlarge(Page page, String name) {
        for (int width : List.of(640, 320)) {
            picture(page, name + "-" + width, width);
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("%s at %d pixels", name, width)
                    .isTrue();
        }
        page.setViewportSize(1280, 900);
    }

    private void picture(Page page, String name, int width) {
        page.setViewportSize(width, 900);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(pictures.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
