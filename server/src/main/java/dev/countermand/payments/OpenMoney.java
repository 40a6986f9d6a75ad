package dev.countermand.payments;

import dev.countermand.cases.spi.PersonalData;
import dev.countermand.kernel.OrderRef;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Says when somebody must not be forgotten yet: while his money is on its way. Payments themselves know
/// no person.
@Component
class OpenMoney implements PersonalData {

    private final EffectStore effects;

    OpenMoney(EffectStore effects) {
        this.effects = effects;
    }

    @Override
    public Optional<String> stillNeeded(OrderRef order) {
        return effects.of(order).stream()
                .filter(effect -> effect.state().isOpen()
                        || (effect.state() == EffectStatus.FAILED && !effect.replaced() && effect.open() > 0))
                .findFirst()
                .map(effect -> effect.publicId() + ", a " + effect.kind().word() + ", is not done yet");
    }

    @Override
    public void forget(Person person) {
        // Amounts, and the provider's references to them: evidence.
    }
}
