package dev.countermand.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.accounts.Keys;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@AppTest
class ImportPagesTests {

    private static final String HEADING =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private static final Pattern ACTION = Pattern.compile("action=\"(/desk/imports/upload[^\"]*)\"");

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    Keys keys;

    @Test
    void aFileIsBroughtByTheFormAndItsReportRead() {
        var desk = signIn(AppTest.OPERATOR_KEY);
        var form = desk.get("/desk/imports");
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.text()).contains("Bring a file");
        var file = HEADING + "700001,A1,=1+1,2,2010-12-01 08:26:00,2.55,17850.0,France\n"
                + "C700002,A1,x,-3,2010-12-02 08:26:00,2.55,17850.0,France\n"
                + "700003,A1,x,none,2010-12-02 08:26:00,2.55,17850.0,France\n";
        var sent = upload(desk, form, "online-retail", "import-pages", file);
        assertThat(sent.status()).isEqualTo(303);
        var path = sent.header("Location");
        assertThat(path).startsWith("/desk/imports/imp_");
        var imports = new ImportDesk(port, "import-pages");
        imports.done(new JsonMapper()
                .createObjectNode()
                .put("id", path.substring("/desk/imports/".length()))
                .put("status", "running"));

        var page = desk.get(path);
        assertThat(page.text())
                .contains("Done", "Partly canceled (1)", "Failed (1)", "700003", "Of 3 units 2 had been bought");
        assertThat(desk.get(path + "?outcome=failed").text()).contains("700003").doesNotContain(">C700002<");
        assertThat(desk.get(path + "/live").header("HX-Refresh")).isEqualTo("true");
        var csv = desk.get(path + "/report.csv?outcome=failed");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.text())
                .isEqualTo("row,number,outcome,code,message\r\n"
                        + "4,\"700003\",\"failed\",\"quantity\",\"The quantity is not a whole number.\"\r\n");
        // As its seller: the newest twenty of all sellers may be others' by now.
        var own = signIn(key("import-pages", Keys.Role.SELLER));
        assertThat(own.get("/desk/imports").text()).contains(path);
    }

    @Test
    void whatIsMissingIsSaidAtTheForm() {
        var desk = signIn(AppTest.OPERATOR_KEY);
        var form = desk.get("/desk/imports");
        assertThat(upload(desk, form, "online-retail", "import-pages", "").header("Location"))
                .isEqualTo("/desk/imports?trouble=file");
        assertThat(upload(desk, form, "online-retail", "no seller!", "x").header("Location"))
                .isEqualTo("/desk/imports?trouble=seller");
        var again = desk.get("/desk/imports?trouble=file");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("Choose a file that is not empty.");
        assertThat(desk.get("/desk/imports?trouble=%3Cscript%3E").text()).doesNotContain("<script>");
        var forged = desk.with("Content-Type", "multipart/form-data; boundary=x");
        assertThat(forged.send("POST", "/desk/imports/upload", null, "--x--").status())
                .isEqualTo(403);
    }

    @Test
    void nobodySeesAnothersFilesAndAWarehouseNone() {
        var operator = new ImportDesk(port, "import-mine");
        var job = operator.bring("online-retail", HEADING.getBytes(StandardCharsets.UTF_8));
        var path = "/desk/imports/" + job.path("id").asString();
        assertThat(signIn(key("import-mine", Keys.Role.SELLER)).get(path).status())
                .isEqualTo(200);
        var other = signIn(key("import-other", Keys.Role.SELLER));
        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(other.get(path + "/report.csv").status()).isEqualTo(404);
        assertThat(other.get("/desk/imports").text()).doesNotContain(path).contains("No file yet");
        assertThat(signIn(key("import-mine", Keys.Role.WAREHOUSE))
                        .get("/desk/imports")
                        .status())
                .isEqualTo(403);
        assertThat(Http.at(port).get(path).status()).isIn(302, 303, 401);
    }

    private static Http.Reply upload(Http desk, Http.Reply form, String format, String seller, String file) {
        var action = ACTION.matcher(form.text());
        assertThat(action.find()).isTrue();
        var address = action.group(1).replace("&amp;", "&").replace("&#61;", "=");
        var body = part("format", format) + part("seller", seller)
                + "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + file + "\r\n--cut--\r\n";
        var cookies = form.response().request().headers().firstValue("Cookie").orElse("");
        return desk.with("Cookie", cookies + "; cm_form=" + form.cookie("cm_form"))
                .send("POST", address, "multipart/form-data; boundary=cut", body);
    }

    private String key(String seller, Keys.Role role) {
        var operator = new Actor(Actor.Kind.OPERATOR, "test", Set.of(), null, Actor.Channel.API);
        return keys.create(operator, new SellerId(seller), role, "test").key();
    }

    /// Somebody at the desk.
    private Http signIn(String key) {
        var form = Http.at(port).get("/desk/sign-in");
        var token = TOKEN.matcher(form.text());
        assertThat(token.find()).isTrue();
        var body = "_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8) + "&key="
                + URLEncoder.encode(key, StandardCharsets.UTF_8) + "&to=%2Fdesk";
        var reply = Http.at(port)
                .with("Cookie", "cm_form=" + form.cookie("cm_form"))
                .form("/desk/sign-in", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(303);
        return Http.at(port).with("Cookie", "cm_desk=" + reply.cookie("cm_desk"));
    }

    private static String part(String name, String value) {
        return "--cut\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }
}
