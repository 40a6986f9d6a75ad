package dev.countermand.payments.web;

import dev.countermand.payments.journal.Booking;
import dev.countermand.payments.journal.Journal;
import java.io.IOException;
import java.io.Writer;

/// The journal as a table: a line for each booking, amounts in major units.
final class JournalCsv {

    static final String HEAD = "entry,at,seller,order,what,account,debit,credit,currency,payment,tender,gateway,effect,"
            + "reference,cause\r\n";

    private JournalCsv() {}

    static void write(Journal journal, Journal.Wanted wanted, Writer out) throws IOException {
        out.write(HEAD);
        journal.read(wanted, booking -> out.write(line(booking)));
        out.flush();
    }

    private static String line(Booking booking) {
        return String.join(
                        ",",
                        booking.entry(),
                        booking.at().toString(),
                        Csv.cell(booking.seller()),
                        Csv.cell(booking.order()),
                        booking.what(),
                        booking.account().word(),
                        Csv.amount(booking.debit(), booking.currency()),
                        Csv.amount(booking.credit(), booking.currency()),
                        booking.currency(),
                        Csv.cell(booking.payment()),
                        Csv.cell(booking.tender()),
                        Csv.cell(booking.gateway()),
                        Csv.cell(booking.effect()),
                        Csv.cell(booking.reference()),
                        Csv.cell(booking.cause()))
                + "\r\n";
    }
}
