package dev.countermand.feeds.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.feeds.Imports;
import dev.countermand.feeds.Imports.Line;
import dev.countermand.kernel.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// The report of an import as a file for a spreadsheet, written page by page however long it is.
@Controller
class ReportDownload {

    private static final int PAGE = 1000;
    private static final String FORMULAS = "=+-@\t\r";

    private final Imports imports;

    ReportDownload(Imports imports) {
        this.imports = imports;
    }

    @GetMapping("/desk/imports/{id}/report.csv")
    void report(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String outcome,
            HttpServletResponse response)
            throws IOException {
        var reader = Visitor.current().atDesk();
        imports.checkMay(reader);
        var job = imports.find(id, reader).orElseThrow(Problem::notFound);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + job.id() + ".csv\"");
        response.setHeader("Cache-Control", "no-store");
        var out = response.getWriter();
        out.write("row,number,outcome,code,message\r\n");
        int after = 0;
        List<Line> rows;
        do {
            rows = imports.report(job, outcome == null || outcome.isEmpty() ? null : outcome, after, PAGE);
            for (var row : rows) {
                write(out, row);
                after = row.row();
            }
        } while (rows.size() == PAGE);
        out.flush();
    }

    private static void write(Writer out, Line row) throws IOException {
        out.write(String.valueOf(row.row()));
        for (var cell : new @Nullable String[] {row.number(), row.outcome(), row.code(), row.message()}) {
            out.write(',');
            out.write(cell(cell));
        }
        out.write("\r\n");
    }

    /// What was foreign text stays text: a spreadsheet must not run it as a formula.
    static String cell(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        var safe = FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
