package dev.countermand.notifications.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.notifications.proof.Notary;
import dev.countermand.notifications.proof.ReceiptCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The public check, as a browser without a script uses it.
@AppTest
class VerifyPagesTests extends ReceiptBench {

    @BeforeEach
    void aMinuteLater() {
        clock.advance(Duration.ofMinutes(2));
    }

    private Http.Reply upload(byte[] file) {
        var body = new ByteArrayOutputStream();
        body.writeBytes("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n\r\n--x\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(
                "Content-Disposition: form-data; name=\"file\"; filename=\"r.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(file);
        body.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/verify"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return new Http.Reply(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Http.Reply paste(String text) {
        return Http.at(port).form("/verify", "text=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    @Test
    void aPaperIsGenuineUnchangedAndInTheBooks() {
        var receipt = receipt();
        var page = upload(pdf(receipt));
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text())
                .contains("Genuine and unchanged", "down to the last byte", "It stands in our books", receipt.number());
    }

    @Test
    void anAlteredPaperIsNotVouchedFor() {
        var bytes = pdf(receipt());
        bytes[40] ^= 1;
        assertThat(upload(bytes).text())
                .contains("was changed after we made it")
                .doesNotContain("Genuine and unchanged");
    }

    @Test
    void aPastedProofShowsWhatItHoldsAndAForgedOneNothing() {
        var receipt = receipt();
        assertThat(paste("  " + receipt.jws() + "\n").text())
                .contains("Genuine and unchanged", "Ada Example", "3 × Jet Set tote");
        var forged = receipt.jws().substring(0, 120) + 'A' + receipt.jws().substring(121);
        assertThat(paste(forged).text())
                .contains("This is not what we signed")
                .doesNotContain("Ada Example", "Jet Set");
        assertThat(paste(new Notary().receipt()).text()).contains("We did not sign this");
        assertThat(paste("eyJhbGciOiJub25lIn0.e30.").text()).contains("Nobody signed this");
        assertThat(paste("<script>alert(1)</script>").text())
                .contains("There is no receipt in this")
                .doesNotContain("<script>alert");
        assertThat(paste("").status()).isEqualTo(422);
    }

    @Test
    void theCodeOpensAPageThatSaysNothingOfThePerson() {
        var receipt = receipt();
        var page = Http.at(port).get("/verify?r=" + receipt.brief());
        assertThat(page.text())
                .contains("Genuine and unchanged", receipt.number(), receipt.sha256(), "Compare number, time")
                .doesNotContain("Ada Example", receipt.order().number());
        assertThat(Http.at(port).get("/verify?r=" + receipt.brief() + "x").text())
                .contains("This is not what we signed");
    }

    @Test
    void itSpeaksTheReadersLanguage() {
        var page = Http.at(port)
                .with("Accept-Language", "de")
                .get("/verify?r=" + receipt().brief());
        assertThat(page.text()).contains("Echt und unverändert", "lang=\"de");
    }

    @Test
    void whatIsTooLargeIsSaidSo() {
        for (int size : new int[] {ReceiptCheck.BYTES_MAX + 10, 5 << 20}) {
            var refused = upload(new byte[size]);
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.text()).contains("That is too large", "href=\"/\"");
        }
    }

    @Test
    void whoAsksTooOftenWaits() {
        Http.Reply last = paste("x");
        for (int i = 0; i < 60; i++) {
            last = paste("x");
        }
        assertThat(last.status()).isEqualTo(429);
    }
}
