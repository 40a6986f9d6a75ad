package dev.countermand.connectors.sandbox.web;

import dev.countermand.connectors.sandbox.town.Companies;
import java.util.List;

/// A company of the sandbox as its page shows it.
///
/// @param held what it holds; `due` what it has yet to tell; `received` the calls it received; newest first
public record CompanyView(
        String name,
        OddsForm form,
        List<Companies.Held> held,
        List<Companies.Due> due,
        List<Companies.Received> received) {}
